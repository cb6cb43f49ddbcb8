// Addresses: the path says what is shown, so that a case can be cited, bookmarked and gone back to.
export type Page = 'action' | 'cases' | 'picture' | 'desk' | 'links' | 'mechanism' | 'charter' | 'library';

export interface Route {
  page: Page;
  id?: string; // a case, a procedure, a body, an alert's case, a record at the desk; of the library: the entry
  section?: string; // of the library
  opening?: { procedure: string; step: string };
}

const pages: Page[] = ['action', 'cases', 'picture', 'desk', 'links', 'mechanism', 'charter', 'library'];

export function parse(path: string): Route {
  const [head = '', ...rest] = path.split('/').filter(Boolean).map(decode);
  const page = pages.find((p) => p === head) ?? 'action';
  if (page === 'cases' && rest[0] === 'new' && rest[1] && rest[2]) return { page, opening: { procedure: rest[1], step: rest[2] } };
  if (page === 'library') return { page, ...(rest[0] ? { section: rest[0] } : {}), ...(rest.length > 1 ? { id: rest.slice(1).join('/') } : {}) };
  return rest[0] ? { page, id: rest[0] } : { page };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const to = (page: Page, ...parts: string[]): string => '/' + [page, ...parts.map(encodeURIComponent)].join('/');

class Router {
  route = $state.raw<Route>({ page: 'action' });

  watch() {
    const read = () => (this.route = parse(location.pathname));
    read();
    addEventListener('popstate', read);
    addEventListener('click', (e) => {
      const link = e.target instanceof Element ? e.target.closest('a[href^="/"]') : null;
      const plain = e.button === 0 && !e.metaKey && !e.ctrlKey && !e.shiftKey && !e.altKey;
      if (!link || !plain || link.hasAttribute('download') || e.defaultPrevented) return;
      e.preventDefault();
      this.go(link.getAttribute('href')!);
    });
  }
  go(path: string) {
    if (path !== location.pathname) history.pushState(null, '', path);
    this.route = parse(path);
    document.querySelector('main')?.scrollTo(0, 0);
  }
}

export const router = new Router();
