import { SHIFT, SHORTCUTS } from '../palette/shortcuts';
import styles from './help.module.css';

/** Only where the focus is. */
const AT_A_PLACE = [
  { keys: ['Enter'], does: 'Next match, while finding in the output' },
  { keys: [SHIFT, 'Enter'], does: 'Match before, while finding in the output' },
  { keys: ['↑', '↓', 'Home', 'End'], does: 'Move in the list' },
] as const;

export function Keyboard() {
  return (
    <table className={styles.keys}>
      <caption className="visually-hidden">Keyboard shortcuts</caption>
      <tbody>
        {[...SHORTCUTS, ...AT_A_PLACE].map(({ keys, does }) => (
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
