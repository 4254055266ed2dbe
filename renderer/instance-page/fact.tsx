import type { ReactNode } from 'react';
import { classNames } from '../components/class-names';
import styles from './instance-page.module.css';

interface FactProps {
  readonly name: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Fact({ name, className, children }: FactProps) {
  return (
    <div className={classNames(styles.fact, className)}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
