// Credentials of one account for every vendor, in the environment variables that the vendors' own tools read.

export const accountOf = (id: string, secret: string): Record<string, string> => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
  TENCENTCLOUD_SECRET_ID: id,
  TENCENTCLOUD_SECRET_KEY: secret,
  ZENLAYERCLOUD_ACCESS_KEY_ID: id,
  ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: secret,
});
