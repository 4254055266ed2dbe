import styles from './help.module.css';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

export function Keyboard({ shortcuts }: { readonly shortcuts: readonly Shortcut[] }) {
  return (
    <table className={styles.keys}>
      <caption className="visually-hidden">Keyboard shortcuts</caption>
      <tbody>
        {shortcuts.map(({ keys, does }) => (
          <tr key={does}>
            <th scope="row">{does}</th>
            <td>
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
