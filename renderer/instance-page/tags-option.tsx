import { Menu } from '@base-ui/react/menu';
import { Check, Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { Instance } from '../../shared/instance';
import { SETTINGS } from '../../shared/settings';
import {
  colourFor,
  TAG_COLOURS,
  TAG_NAME_MAX,
  tagKey,
  tagsInUse,
  TAGS_MAX,
  type Tag,
  type TagColour,
} from '../../shared/tags';
import { run } from '../commands/run';
import { Button, IconButton } from '../components/button';
import menuStyles from '../components/menu.module.css';
import tagStyles from '../components/tag.module.css';
import { useAppState } from '../store/store';
import styles from './tags-option.module.css';

const isSame = (one: Tag, name: string): boolean => tagKey(one.name) === tagKey(name);

/** Sorts this instance among others; a tag has one colour wherever it is. */
export function TagsOption({ instance }: { readonly instance: Instance }) {
  const { id: instanceId, tags } = instance;
  const instances = useAppState((state) => state.instances);
  const [typed, setTyped] = useState('');
  const fieldId = useId();
  const listId = useId();
  const inUse = tagsInUse(instances);
  const change = (next: readonly Tag[]) => run('set-instance-options', { instanceId, tags: [...next] });
  const isFull = tags.length >= TAGS_MAX;

  const add = async (): Promise<void> => {
    const name = typed.trim();
    if (name === '' || tags.some((tag) => isSame(tag, name))) {
      setTyped('');
      return;
    }
    const known = inUse.find((tag) => isSame(tag, name));
    const added = await change([...tags, known ?? { name, colour: colourFor(name, inUse) }]);
    if (added.ok) setTyped('');
  };
  const recolour = (name: string, colour: TagColour): void => {
    for (const one of instances.filter((other) => other.tags.some((tag) => isSame(tag, name)))) {
      const next = one.tags.map((tag) => (isSame(tag, name) ? { ...tag, colour } : tag));
      void run('set-instance-options', { instanceId: one.id, tags: [...next] });
    }
  };

  return (
    <div className={styles.option}>
      <label htmlFor={fieldId}>{SETTINGS.tags.field}</label>
      <p className={styles.text}>
        Words to find and filter instances by. The colour is the same for every instance with the tag.
      </p>
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label="Tags">
          {tags.map((tag) => (
            <li key={tag.name} className={styles.tag}>
              <ColourMenu
                tag={tag}
                onChosen={(colour) => {
                  recolour(tag.name, colour);
                }}
              />
              <span className={styles.name} dir="auto">
                {tag.name}
              </span>
              <IconButton
                icon={X}
                label={`Remove the tag ${tag.name}`}
                className={styles.remove}
                onClick={() => {
                  void change(tags.filter((one) => one !== tag));
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {isFull ? (
        <p className={styles.text}>At most {TAGS_MAX} tags.</p>
      ) : (
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <input
            id={fieldId}
            className={styles.field}
            list={listId}
            value={typed}
            maxLength={TAG_NAME_MAX}
            placeholder="Such as client or production"
            autoComplete="off"
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
          <datalist id={listId}>
            {inUse
              .filter(({ name }) => !tags.some((tag) => isSame(tag, name)))
              .map(({ name }) => (
                <option key={name} value={name} />
              ))}
          </datalist>
          <Button submit icon={Plus}>
            Add tag
          </Button>
        </form>
      )}
    </div>
  );
}

interface ColourMenuProps {
  readonly tag: Tag;
  readonly onChosen: (colour: TagColour) => void;
}

function ColourMenu({ tag, onChosen }: ColourMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.colour} aria-label={`Colour of ${tag.name}: ${tag.colour}`}>
        <span className={tagStyles.dot} data-colour={tag.colour} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.positioner} sideOffset={4} align="start" collisionPadding={8}>
          <Menu.Popup className={menuStyles.popup}>
            <Menu.RadioGroup value={tag.colour} onValueChange={onChosen}>
              {TAG_COLOURS.map((colour) => (
                <Menu.RadioItem key={colour} value={colour} className={menuStyles.item} closeOnClick>
                  <span className={tagStyles.dot} data-colour={colour} aria-hidden />
                  <span className={menuStyles.name}>
                    {colour[0]?.toUpperCase()}
                    {colour.slice(1)}
                  </span>
                  <span className={menuStyles.mark}>{colour === tag.colour && <Check size={14} aria-hidden />}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
