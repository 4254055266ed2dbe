/** E-mail and password of superusers that were just made, until a person has them. Nothing else keeps the password. */
import { create } from 'zustand';
import type { InstanceId } from '../../shared/ids';

export interface NewKeys {
  readonly email: string;
  readonly password: string;
}

const useKept = create<{ readonly keys: ReadonlyMap<InstanceId, NewKeys> }>(() => ({ keys: new Map() }));

export const useNewKeys = (id: InstanceId): NewKeys | null => useKept(({ keys }) => keys.get(id) ?? null);

export const hasNewKeys = (id: InstanceId): boolean => useKept.getState().keys.has(id);

export const keepNewKeys = (id: InstanceId, keys: NewKeys): void => {
  useKept.setState((kept) => ({ keys: new Map([...kept.keys, [id, keys]]) }));
};

export const forgetNewKeys = (id: InstanceId): void => {
  useKept.setState((kept) => ({ keys: new Map([...kept.keys].filter(([one]) => one !== id)) }));
};
