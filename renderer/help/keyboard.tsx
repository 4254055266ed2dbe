import { SHORTCUTS } from '../app/shortcuts';
import styles from './help.module.css';

export function Keyboard() {
  return (
    <table className={styles.keys}>
      <caption className="visually-hidden">Keyboard shortcuts</caption>
      <tbody>
        {SHORTCUTS.map(({ keys, does }) => (
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
        <tr>
          <th scope="row">Move in the list</th>
          <td>
            {['↑', '↓', 'Home', 'End'].map((key) => (
              <kbd key={key} className={styles.key}>
                {key}
              </kbd>
            ))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
