import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { run } from '../commands/run';
import { IconButton } from '../components/button';
import { CopyButton } from '../components/copy-button';
import { TextField } from '../components/text-field';

interface PasswordFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Shown at first: a generated password has to be read or copied before it is gone. */
export function PasswordField({ value, problem, onChange }: PasswordFieldProps) {
  const [shown, setShown] = useState(true);
  return (
    <TextField
      label="Superuser password"
      hint="Basekeeper does not keep it. Copy it now to sign in to the admin UI later."
      mono
      type={shown ? 'text' : 'password'}
      value={value}
      problem={problem}
      onChange={onChange}
      after={
        <>
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? 'Hide password' : 'Show password'}
            onClick={() => {
              setShown(!shown);
            }}
          />
          <CopyButton label="Copy password" copy={async () => (await run('copy-text', { text: value })).ok} />
        </>
      }
    />
  );
}
