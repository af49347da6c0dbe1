/** The logical id of a resource of a service or a lane, e.g. NamingInbox, MatchingUrgentInbox. */
export function logicalId(service: string, resource: string): string {
  return service.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()) + resource;
}

/** The physical name of a service's resource in a stage, e.g. peiyou-naming-inbox-prod. */
export function physicalName(service: string, resource: string) {
  return { 'Fn::Sub': `\${AWS::StackName}-${service}-${resource}` };
}
