/**
 * Serverless plugin: leaves out the role that the framework makes for functions without one of their own. Each of ours
 * has its own, so nobody would use it, and it would hold the rights of all of them.
 */
export default class LeastPrivilege {
  constructor(serverless) {
    this.hooks = {
      'before:package:finalize': () => {
        const { Resources } = serverless.service.provider.compiledCloudFormationTemplate;
        const { IamRoleLambdaExecution: _, ...others } = Resources;
        if (!JSON.stringify(others).includes('"IamRoleLambdaExecution"'))
          delete Resources.IamRoleLambdaExecution;
      },
    };
  }
}
