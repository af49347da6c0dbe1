/**
 * A file goes straight to the bucket by the form that the API gave (`no-cors`: the bucket need not let pages read its
 * answer, the API checks what has arrived).
 */
export async function sendFile(
  { url, fields }: { url: string; fields: Record<string, string> },
  content: Blob,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', content, 'file');
  await fetch(url, { method: 'POST', body: form, mode: 'no-cors' });
}
