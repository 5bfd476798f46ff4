// What to do about credentials that Tencent Cloud does not accept, for all of its error tables.

/** tccli reads TENCENTCLOUD_TOKEN, the Terraform provider TENCENTCLOUD_SECURITY_TOKEN; both are read here. */
export const renewToken =
  "The temporary credentials have expired or lack their token: renew key, secret and token (TENCENTCLOUD_TOKEN).";
/** No policy helps where a second factor is asked for: a program has none. */
export const withoutMfa =
  "The account asks this identity for MFA, which a program cannot give: use a key or role that calls the API without it.";
export const keyHint = "Check that the key (SecretId) is enabled and belongs to the account that owns the ENI.";
export const clockHint = "Check this machine's clock: signatures are valid for 5 minutes.";
export const secretHint = "The SecretKey does not belong to this SecretId, or a proxy rewrote the request.";
