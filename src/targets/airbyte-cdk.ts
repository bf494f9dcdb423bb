/** The CDK that connectors are made for: older ones refuse the manifest. */
export const CDK_VERSION = "7.39.1";
