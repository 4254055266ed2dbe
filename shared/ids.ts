/** Fifteen characters `a-z0-9`; also the name of the instance's folder, so that no name a person types becomes a path. */
export type InstanceId = string;

/** Fifteen characters `a-z0-9`. */
export type OperationId = string;
