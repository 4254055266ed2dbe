/** What a program needs to reach an instance, ready to be copied. Pure. */
import { addressOf, adminAddressOf } from './instance';

export type SnippetKind = 'address' | 'admin' | 'environment' | 'javascript' | 'dart' | 'curl';

export interface Snippet {
  readonly kind: SnippetKind;
  /** As people call it; what is copied is named by it. */
  readonly label: string;
  readonly text: string;
}

const JAVASCRIPT_PACKAGE = 'pocketbase';

/** The public packages of PocketBase for JavaScript and Dart; the query is of the collection that every new instance has. */
export function connectSnippets(instance: { readonly port: number }): readonly Snippet[] {
  const address = addressOf(instance);
  return [
    { kind: 'address', label: 'URL', text: address },
    { kind: 'admin', label: 'Admin UI', text: adminAddressOf(instance) },
    { kind: 'environment', label: '.env', text: `POCKETBASE_URL=${address}` },
    {
      kind: 'javascript',
      label: 'JavaScript',
      text: `import PocketBase from '${JAVASCRIPT_PACKAGE}';\n\nconst pb = new PocketBase('${address}');`,
    },
    {
      kind: 'dart',
      label: 'Dart',
      text: `import 'package:pocketbase/pocketbase.dart';\n\nfinal pb = PocketBase('${address}');`,
    },
    { kind: 'curl', label: 'curl', text: `curl "${address}/api/collections/users/records?perPage=5"` },
  ];
}
