/** Whether an answer is a list, or an object that holds one beside what tells of it. */
export function isJsonList(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  const lists = Object.values(value).filter((one) => Array.isArray(one) && typeof one[0] === "object");
  return lists.length === 1 && Object.values(value).length <= 8;
}
