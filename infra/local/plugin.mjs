/** Serverless plugin of the local cloud; elsewhere it does nothing. Serverless loads no TypeScript itself, Node does. */
import { LocalCloud } from './plugin.ts';

export default class LocalCloudPlugin {
  constructor(serverless, options) {
    this.hooks = process.env.PEIYOU_LOCAL ? new LocalCloud(serverless, options).hooks : {};
  }
}
