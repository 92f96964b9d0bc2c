/** The registry that the worker bundles. */
export { project } from './project.ts';
export { deliverChannel } from './delivery.ts';
export { report } from './report.ts';
