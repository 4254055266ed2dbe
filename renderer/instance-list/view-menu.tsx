import { Menu } from '@base-ui/react/menu';
import { Check, ListFilter } from 'lucide-react';
import { LIST_SORTS, type ListSort } from '../../shared/list/list-view';
import { tagKey, tagsInUse } from '../../shared/tags';
import { SORT_WORDS } from '../../shared/words/list-words';
import { IconButton } from '../components/button';
import menuStyles from '../components/menu.module.css';
import tagStyles from '../components/tag.module.css';
import { useListUi } from '../store/list-ui';
import { useAppState } from '../store/store';

const hasTag = (tags: readonly string[], name: string): boolean => tags.some((one) => tagKey(one) === tagKey(name));

const toggleTag = (name: string): void => {
  useListUi.setState(({ tags }) => ({
    tags: hasTag(tags, name) ? tags.filter((one) => tagKey(one) !== tagKey(name)) : [...tags, name],
  }));
};

/** How the list is sorted, and which tags it is narrowed down to. */
export function ViewMenu() {
  const { sort, tags } = useListUi();
  const inUse = tagsInUse(useAppState((state) => state.instances));
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton icon={ListFilter} label="Sort and filter" />} />
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.positioner} sideOffset={4} collisionPadding={8}>
          <Menu.Popup className={menuStyles.popup}>
            <Menu.Group>
              <Menu.GroupLabel className={menuStyles.label}>Sort by</Menu.GroupLabel>
              <Menu.RadioGroup
                value={sort}
                onValueChange={(value: ListSort) => {
                  useListUi.setState({ sort: value });
                }}
              >
                {LIST_SORTS.map((one) => (
                  <Menu.RadioItem key={one} value={one} className={menuStyles.item} closeOnClick>
                    <span className={menuStyles.mark}>{sort === one && <Check size={14} aria-hidden />}</span>
                    <span className={menuStyles.name}>{SORT_WORDS[one]}</span>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Group>
            {inUse.length > 0 && (
              <Menu.Group>
                <Menu.Separator className={menuStyles.separator} />
                <Menu.GroupLabel className={menuStyles.label}>Only with these tags</Menu.GroupLabel>
                {inUse.map(({ name, colour }) => (
                  <Menu.CheckboxItem
                    key={name}
                    className={menuStyles.item}
                    checked={hasTag(tags, name)}
                    onCheckedChange={() => {
                      toggleTag(name);
                    }}
                  >
                    <span className={menuStyles.mark}>{hasTag(tags, name) && <Check size={14} aria-hidden />}</span>
                    <span className={tagStyles.dot} data-colour={colour} aria-hidden />
                    <span className={menuStyles.name} dir="auto">
                      {name}
                    </span>
                  </Menu.CheckboxItem>
                ))}
              </Menu.Group>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
