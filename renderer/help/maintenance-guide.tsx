import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import guide from '../../docs/maintenance-mode.md?raw';
import styles from './help.module.css';
import { imageAddress } from './images';

const pictures = import.meta.glob<string>('../../docs/images/*.png', { eager: true, query: '?url', import: 'default' });

/** Raw HTML in the text is never drawn; links have no page to lead to in here and stay text; pictures come from the app. */
const components: Components = {
  h1: ({ children }) => <h2 className={styles.guideTitle}>{children}</h2>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ children }) => <>{children}</>,
  img: ({ src, alt }) => {
    const address = imageAddress(src, pictures);
    return address === null ? null : <img src={address} alt={alt ?? ''} loading="lazy" />;
  },
};

export function MaintenanceGuide() {
  return (
    <article className={styles.guide}>
      <Markdown remarkPlugins={[remarkGfm]} components={components}>
        {guide}
      </Markdown>
    </article>
  );
}
