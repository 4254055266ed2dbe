import { useEffect, useState } from 'react';
import { run } from '../commands/run';

/** One that main has generated, until it is replaced by what a person types. */
export function useNewPassword(): readonly [string, (password: string) => void] {
  const [password, setPassword] = useState<string | null>(null);
  useEffect(() => {
    let asked = true;
    void run('get-new-instance-defaults', undefined).then((answer) => {
      if (asked && answer.ok) setPassword((typed) => typed ?? answer.value.superuser.password);
    });
    return () => {
      asked = false;
    };
  }, []);
  return [password ?? '', setPassword];
}
