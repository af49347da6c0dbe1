/**
 * Has a schedule's time come in a local cloud: runs its function, as EventBridge does.
 * @param lambdaEndpoint where the cloud's functions are called
 * @param signal ends the waiting, not the function
 * @throws Error with what the function says of its failure
 */
export async function runScheduled(key: string, lambdaEndpoint: string, signal?: AbortSignal): Promise<void> {
  const response = await fetch(`${lambdaEndpoint}/2015-03-31/functions/peiyou-local-${key}/invocations`, {
    method: 'POST',
    body: JSON.stringify({ 'detail-type': 'Scheduled Event' }),
    ...(signal && { signal }),
  });
  const { errorMessage } = (JSON.parse((await response.text()) || '{}') ?? {}) as { errorMessage?: string };
  if (!response.ok || errorMessage !== undefined)
    throw new Error(`${key}: ${errorMessage ?? response.status}`);
}
