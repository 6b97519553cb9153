/** One cell of the group goes to the server. */
export interface Assignment {
  serverId: string;
  groupKey: string;
  /** A turn of the group's plan begins: the server comes from another plan, or to other models. */
  isTurn: boolean;
}
