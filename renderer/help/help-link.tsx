import type { ReactNode } from 'react';
import { TextLink } from '../components/text-link';
import { openHelp } from '../store/ui';
import { HELP_PLACES, type HelpPlace } from './help-places';

interface HelpLinkProps {
  readonly to: HelpPlace;
  readonly children: ReactNode;
}

/** Opens the paragraph of the documentation; what was open before comes back when it is closed. */
export function HelpLink({ to, children }: HelpLinkProps) {
  return (
    <TextLink
      onClick={() => {
        openHelp(HELP_PLACES[to]);
      }}
    >
      {children}
    </TextLink>
  );
}
