import { Tooltip } from '@base-ui/react/tooltip';
import type { LucideIcon } from 'lucide-react';
import { useId, type ComponentPropsWithRef, type MouseEvent, type ReactNode } from 'react';
import type { Allowed } from '../../shared/display-status';
import styles from './button.module.css';
import { classNames } from './class-names';
import tooltipStyles from './tooltip.module.css';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type' | 'disabled'> {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger' | 'maintenance';
  readonly icon?: LucideIcon;
  readonly iconAfter?: LucideIcon;
  readonly submit?: boolean;
  /** The command is on its way: pressing again does nothing. */
  readonly busy?: boolean;
}

export function Button(props: ButtonProps) {
  const { variant = 'plain', icon: Icon, iconAfter: After, submit = false, busy, className, children, ...rest } = props;
  const refused = busy === true || rest['aria-disabled'] === true;
  const onClick = (event: MouseEvent<HTMLButtonElement>): void => {
    if (refused) event.preventDefault();
    else rest.onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={classNames(styles.button, styles[variant], className)}
      aria-busy={busy}
      aria-disabled={refused ? true : undefined}
      onClick={onClick}
    >
      {Icon !== undefined && <Icon size={14} strokeWidth={2} aria-hidden />}
      {children !== undefined && <span className={styles.label}>{children}</span>}
      {After !== undefined && <After size={13} strokeWidth={2} aria-hidden />}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  readonly icon: LucideIcon;
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly children?: ReactNode;
}

/** A button that shows only a glyph; its name stands in the tooltip. */
export function IconButton({ icon: Icon, label, className, children, ...rest }: IconButtonProps) {
  return (
    <WithTooltip text={label}>
      <Button
        {...rest}
        variant={rest.variant ?? 'quiet'}
        aria-label={label}
        className={classNames(styles.icon, className)}
      >
        <Icon size={15} strokeWidth={1.9} aria-hidden />
        {children}
      </Button>
    </WithTooltip>
  );
}

interface CommandButtonProps extends Omit<ButtonProps, 'aria-disabled'> {
  readonly allowed: Allowed;
}

/** A button that stays reachable while its command is not allowed, and says why. */
export function CommandButton({ allowed, ...rest }: CommandButtonProps) {
  const reasonId = useId();
  const why = allowed.allowed ? null : allowed.why;
  const describedBy = classNames(rest['aria-describedby'], why !== null && reasonId);
  return (
    <>
      <WithTooltip text={why}>
        <Button
          {...rest}
          aria-disabled={why !== null}
          aria-describedby={describedBy === '' ? undefined : describedBy}
        />
      </WithTooltip>
      <span id={reasonId} hidden>
        {why}
      </span>
    </>
  );
}

interface WithTooltipProps {
  /** Null: no tooltip now. */
  readonly text: string | null;
  readonly children: React.ReactElement<Record<string, unknown>>;
}

export function WithTooltip({ text, children }: WithTooltipProps) {
  return (
    <Tooltip.Root disabled={text === null}>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} collisionPadding={8} className={tooltipStyles.positioner}>
          <Tooltip.Popup className={tooltipStyles.popup}>{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
