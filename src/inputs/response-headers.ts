/** Headers that tell nothing of the API. */
export const TELLS_NOTHING =
  /^(?:server|date|content-(?:type|length|encoding|security-policy|language)|connection|vary|etag|cache-control|pragma|expires|set-cookie|keep-alive|transfer-encoding|strict-transport-security|access-control-.*|x-(?:frame|xss|content-type|powered|amz|amzn|request-id|runtime|cache|served|timer|download|permitted).*|cf-.*|via|age|alt-svc|nel|report-to|referrer-policy|feature-policy|permissions-policy|p3p|status|last-modified|accept-ranges|expect-ct)$/i;
