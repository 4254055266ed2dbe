import { describe, expect, it } from 'vitest';
import { asInput, EMPTY_DRAFT, fieldProblems, filled, firstProblem } from './draft';

const defaults = {
  name: '',
  port: 8090,
  folder: '/data/abc',
  version: '0.40.6',
  superuser: { email: 'admin@example.com', password: 'generated' },
};

describe('the draft of a new instance', () => {
  it('keeps what was typed before the defaults arrived', () => {
    const draft = filled({ ...EMPTY_DRAFT, name: 'blog', port: '80' }, new Set(['name', 'port']), defaults);
    expect(draft).toMatchObject({ name: 'blog', port: '80', version: '0.40.6', 'superuser.password': 'generated' });
  });

  it('keeps a field that was emptied on purpose', () => {
    expect(filled(EMPTY_DRAFT, new Set(['folder']), defaults).folder).toBe('');
  });

  it('sends the port as it was typed', () => {
    const draft = { ...EMPTY_DRAFT, port: ' 80a ' };
    expect(asInput(draft, new Set(['port']))).toMatchObject({ port: '80a', portIsSuggested: false });
    expect(asInput(draft, new Set(['name']))).toMatchObject({ portIsSuggested: true });
  });

  it('shows a refusal beside its field, and the first in the order of the dialog', () => {
    const problems = fieldProblems({
      code: 'invalid-input',
      problems: [
        { field: 'superuser.password', value: 'empty', rule: 'must have at least 8 characters' },
        { field: 'port', value: '“80a”', rule: 'must be a whole number from 1 to 65535' },
      ],
    });
    expect(Object.keys(problems)).toEqual(['port', 'superuser.password']);
    expect(firstProblem(problems)).toBe('port');
  });

  it('knows that some errors belong to no field', () => {
    expect(firstProblem(fieldProblems({ code: 'quitting' }))).toBeNull();
  });
});
