import * as z from 'zod';
import { catalogue } from '../shared/events/catalogue.ts';

/** The catalogue of events as a page of Markdown. */
export function eventsDocument(): string {
  const entries = Object.entries(catalogue).map(
    ([type, { version, summary, publisher, subscribers, data }]) => {
      const { properties = {}, required = [] } = z.toJSONSchema(data) as {
        properties?: Record<string, { type?: string; enum?: string[] }>;
        required?: string[];
      };
      const fields = Object.entries(properties).map(([name, { type: kind, enum: values }]) => {
        const shape = values ? values.map((value) => `\`${value}\``).join(', ') : (kind ?? 'any');
        return `| \`${name}\` | ${shape} | ${required.includes(name) ? 'yes' : 'no'} |`;
      });
      return `## ${type}

${summary} Version ${version}, from **${publisher}** to **${subscribers.join(', ')}**.

| data | type | always there |
| --- | --- | --- |
${fields.join('\n')}
`;
    },
  );
  return `# Events

Made from \`shared/events/catalogue.ts\` by \`npm run docs:events\`. The envelope is CloudEvents 1.0 in JSON; \`dataschema\`
names type and version. No event carries personal data.

${entries.join('\n')}`;
}
