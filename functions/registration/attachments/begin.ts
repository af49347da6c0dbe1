import type { Caller } from '../../../shared/auth/caller.ts';
import { FORMATS } from '../../../shared/files/formats.ts';
import { awaitedUntil } from '../../../shared/files/places.ts';
import { type FieldError, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import { fileNameOf, policyOf } from '../applications/application.ts';
import { editable } from '../applications/draft.ts';
import type { Deps } from '../deps.ts';
import { endsAs, tooMany } from '../model/attachment.ts';
import type { RegistrationData } from '../policy/schema.ts';
import { incomingKey } from './keys.ts';
import type { UploadRequest } from './schema.ts';

/**
 * Announces a file: the answer is a form by which it goes straight to S3, bound to its type, size and hash. The
 * application stays as it is until the upload is confirmed.
 * @throws Problem 422 for a file that the policy does not take, each fault at its field; 404, 409 as `editable`
 */
export async function beginUpload(
  id: string,
  request: UploadRequest,
  caller: Caller,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const application = await editable(id, caller, deps);
  const limits = policyOf(deps).data.attachments;
  const full = tooMany(application.attachments ?? [], request.type, limits);
  const errors = [
    ...(full === undefined ? [] : [{ pointer: '#/body/type', detail: full }]),
    ...faults(request, limits),
  ];
  if (errors.length > 0) throw unprocessable(errors.map(({ detail }) => detail).join('；'), { errors });
  const attachmentId = deps.newId();
  const { contentType, size, sha256 } = request;
  const upload = await deps.files.uploadForm({
    key: incomingKey(id, attachmentId),
    contentType,
    size: { least: size, most: size },
    sha256,
  });
  const answer: Answer = {
    status: 201,
    body: { id: attachmentId, upload },
    headers: { location: `/v1/applications/${id}/attachments/${attachmentId}` },
  };
  const fileName = await deps.texts.seal(request.fileName, id, fileNameOf(attachmentId));
  const expiresAt = awaitedUntil(deps.now());
  await deps.store.save({
    awaited: { application: id, upload: { ...request, id: attachmentId, fileName, expiresAt } },
    audit: [],
    ...once(answer),
  });
  return answer;
}

function faults(
  { fileName, contentType, size }: UploadRequest,
  { contentTypes, mostBytes }: RegistrationData['attachments'],
): FieldError[] {
  const { name, endings } = FORMATS[contentType];
  const taken = contentTypes.map((type) => FORMATS[type].name).join('、');
  const checks: [boolean, string, string][] = [
    [contentTypes.includes(contentType), 'contentType', `附件应为 ${taken}`],
    [
      endsAs(fileName, contentType),
      'fileName',
      `${name} 的文件名应以 ${endings.map((ending) => `.${ending}`).join(' 或 ')} 结尾`,
    ],
    [size <= mostBytes, 'size', `每个附件不超过 ${Math.floor(mostBytes / 1024 / 1024)} MB`],
  ];
  return checks.flatMap(([fits, field, detail]) => (fits ? [] : [{ pointer: `#/body/${field}`, detail }]));
}
