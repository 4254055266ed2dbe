import { useEffect, useRef, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { TextLink } from '../components/text-link';
import { openHelp } from '../store/ui';
import { GUIDES, placeOf, slugOf, type GuidePlace } from './guides';
import styles from './help.module.css';
import { imageAddress } from './images';

const pictures = import.meta.glob<string>('../../docs/images/*.png', { eager: true, query: '?url', import: 'default' });

/** Headings are short text here. */
const idOf = (children: ReactNode): string => slugOf(typeof children === 'string' ? children : '');

/** Raw HTML in the text is never drawn; links lead to other pages of the documentation or stay text. */
const components: Components = {
  h1: ({ children }) => <h2 className={styles.guideTitle}>{children}</h2>,
  h2: ({ children }) => (
    <h3 data-section={idOf(children)} tabIndex={-1}>
      {children}
    </h3>
  ),
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ children, href }) => {
    const place = placeOf(href);
    if (place === null) return <>{children}</>;
    return (
      <TextLink
        onClick={() => {
          openHelp(place);
        }}
      >
        {children}
      </TextLink>
    );
  },
  img: ({ src, alt }) => {
    const address = imageAddress(src, pictures);
    return address === null ? null : <img src={address} alt={alt ?? ''} loading="lazy" />;
  },
};

/** One page of the documentation, at the section that was asked for. */
export function Guide({ page, section }: GuidePlace) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (section === null) return;
    const heading = article.current?.querySelector<HTMLElement>(`[data-section="${CSS.escape(section)}"]`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [page, section]);
  return (
    <article ref={article} className={styles.guide}>
      <Markdown remarkPlugins={[remarkGfm]} components={components}>
        {GUIDES[page]}
      </Markdown>
    </article>
  );
}
