import { useUi } from './ui';

const KEY = 'last-instance';

/** The instance that was chosen last is chosen again at the next launch. One that is gone means none. */
export function rememberLastInstance(storage: Pick<Storage, 'getItem' | 'setItem'>): () => void {
  useUi.setState({ selectedId: storage.getItem(KEY) });
  return useUi.subscribe(({ selectedId }, before) => {
    if (selectedId !== null && selectedId !== before.selectedId) storage.setItem(KEY, selectedId);
  });
}
