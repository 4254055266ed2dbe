import { describe, expect, it } from 'vitest';
import { asInput, EMPTY_DRAFT, fieldProblems, firstProblem } from './draft';

describe('the draft of a new instance', () => {
  it('sends the port as it was typed', () => {
    const draft = { ...EMPTY_DRAFT, port: ' 80a ' };
    expect(asInput(draft, { port: ' 80a ' })).toMatchObject({ port: '80a', portIsSuggested: false });
    expect(asInput(draft, { name: 'blog' })).toMatchObject({ portIsSuggested: true, folderIsSuggested: true });
    expect(asInput(draft, { folder: '/data/x' })).toMatchObject({ folderIsSuggested: false });
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
