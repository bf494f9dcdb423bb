import type { ConnectorModel } from "../model/connector-model.ts";
import type { Target, TargetOptions } from "./target.ts";

/**
 * A project that is built around another target's, which lies in it file for file. It sees only the model: what both
 * projects must call alike stands in a file beside the targets.
 */
export interface Wrapper<Plan> extends Pick<Target<Plan>, "id" | "title" | "emit"> {
  /** The wrapped target's losses are told by it. */
  lower(model: ConnectorModel, options: TargetOptions): Plan;
  /** The folder in the project where the wrapped one lies: `extract/tap-acme`. */
  place(plan: Plan): string;
}

interface Wrapped<Outer, Inner> {
  readonly outer: Outer;
  readonly inner: Inner;
}

/** The wrapper and what it wraps as one target: it can do, and loses, what the wrapped one can and does. */
export function wrap<Outer, Inner>(wrapper: Wrapper<Outer>, target: Target<Inner>): Target<Wrapped<Outer, Inner>> {
  return {
    id: wrapper.id,
    title: wrapper.title,
    capabilities: target.capabilities,
    lower(model, options) {
      const { plan, losses } = target.lower(model, options);
      return { plan: { outer: wrapper.lower(model, options), inner: plan }, losses };
    },
    emit({ outer, inner }) {
      const place = wrapper.place(outer);
      return [
        ...wrapper.emit(outer),
        ...target.emit(inner).map((file) => ({ ...file, path: `${place}/${file.path}` })),
      ];
    },
  };
}
