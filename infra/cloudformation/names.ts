/** The logical id of a service's resource, e.g. NamingInbox. */
export function logicalId(service: string, resource: string): string {
  return service.charAt(0).toUpperCase() + service.slice(1) + resource;
}

/** The physical name of a service's resource in a stage, e.g. peiyou-naming-inbox-prod. */
export function physicalName(service: string, resource: string) {
  return { 'Fn::Sub': `\${AWS::StackName}-${service}-${resource}` };
}
