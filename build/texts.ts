/** What the source says to people: its literals and the text of its elements, read from the syntax tree. For tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '..');

const SOURCE = /\.tsx?$/;
/** Tests, and what is there for tests only. */
const NOT_SHIPPED = /\.test\.tsx?$|\/testing\//;

export interface Text {
  readonly text: string;
  /** `file:line`, to click at. */
  readonly place: string;
  readonly file: string;
  /** Words of letters, with the gaps of a template between them. */
  readonly words: number;
}

/** Paths from the root of the repository, with `/`. */
export const filesBelow = (folder: string, wanted = SOURCE): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => wanted.test(file) && !NOT_SHIPPED.test(file));

/** Without imports, and without what only a log or a developer reads: arguments of errors and of the log. */
export function textsOf(file: string): readonly Text[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || isForDevelopers(node)) return;
    const text = literalOf(node);
    if (text !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const words = text.match(/[A-Za-z’'-]{2,}|\ba\b/g)?.length ?? 0;
      found.push({ text, file, place: `${file}:${String(line + 1)}`, words: /\s/.test(text) ? words : 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function literalOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isJsxText(node)) return node.text.replaceAll(/\s+/g, ' ').trim();
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

const LOGS = /^(?:log|.*\.log|console\.\w+|writeLog)$/;

function isForDevelopers(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText());
  return ts.isCallExpression(node) && LOGS.test(node.expression.getText());
}
