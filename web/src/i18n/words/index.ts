export { shell, search, signIn, keys } from './shell';
export { today, lanes, cases, staffing, desk } from './work';
export { kase, delivery, standing, act, form } from './case';
export { library, rendering, help } from './library';
export { recall } from './recall';
export { picture, severity, links, mechanism, charter } from './world';
