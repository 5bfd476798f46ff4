// What to do about credentials that Alibaba Cloud does not accept.

export const key = "Check that the access key is enabled and belongs to the account that owns the ENI.";
export const clock = "Check this machine's clock: signatures are valid for 15 minutes.";
export const tokenExpired =
  "The temporary credentials have expired: renew key, secret and token (ALIBABA_CLOUD_SECURITY_TOKEN).";
export const tokenMissing = "This key is temporary: give its token with it (ALIBABA_CLOUD_SECURITY_TOKEN).";
