/** The logical id of a resource of a service or a lane, e.g. NamingInbox, MatchingUrgentInbox. */
export function logicalId(service: string, resource: string): string {
  return service.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()) + resource;
}

/** The service or the lane to whose resources a logical id belongs: matching-urgent in MatchingUrgent(Inbox). */
export function nameIn(logicalId: string, resource: string): string {
  return logicalId
    .slice(0, logicalId.length - resource.length)
    .replace(/(?!^)(?=[A-Z])/g, '-')
    .toLowerCase();
}

/** The physical name of a service's resource in a stage, e.g. peiyou-naming-inbox-prod. */
export function physicalName(service: string, resource: string) {
  return { 'Fn::Sub': `\${AWS::StackName}-${service}-${resource}` };
}
