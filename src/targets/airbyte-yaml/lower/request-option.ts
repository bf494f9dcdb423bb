import type { HttpAccess } from "../../../model/http.ts";
import type { Param } from "../../../model/pagination.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { jinjaText } from "./jinja.ts";

/** Where a component puts its value into a request. Path parameters stand in the URL instead. */
export function requestOption(param: Param, access: HttpAccess): YamlMap {
  const type = "RequestOption";
  switch (param.in) {
    case "query":
    case "path":
      return { type, inject_into: "request_parameter", field_name: jinjaText(param.name, "typed") };
    case "header":
      return { type, inject_into: "header", field_name: jinjaText(param.name, "typed") };
    case "body":
      return access.body?.encoding === "form"
        ? { type, inject_into: "body_data", field_name: jinjaText(param.name, "typed") }
        : {
            type,
            inject_into: "body_json",
            field_path: param.name.split(".").map((level) => jinjaText(level, "typed")),
          };
  }
}
