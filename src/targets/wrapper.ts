import type { ConnectorModel } from "../model/connector-model.ts";
import type { Setting } from "../model/setting.ts";
import type { Target, TargetOptions } from "./target.ts";

/**
 * A project that is built around another target's, which lies in it file for file. It sees only the model, with the
 * settings that the wrapped project asks for: what both projects must call alike stands in a file beside the targets.
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

/**
 * The wrapper and what it wraps as one target: it can do, and loses, what the wrapped one can and does. `asked`: the
 * settings of the wrapped project.
 */
export function wrap<Outer, Inner>(
  wrapper: Wrapper<Outer>,
  target: Target<Inner>,
  asked: (plan: Inner) => readonly Setting[],
): Target<Wrapped<Outer, Inner>> {
  return {
    id: wrapper.id,
    title: wrapper.title,
    capabilities: target.capabilities,
    lower(model, options) {
      const { plan, losses } = target.lower(model, options);
      const outer = wrapper.lower({ ...model, settings: asked(plan) }, options);
      return { plan: { outer, inner: plan }, losses };
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
