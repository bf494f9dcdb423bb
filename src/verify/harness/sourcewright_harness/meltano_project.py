"""What Meltano itself makes of the project in the current folder, as one JSON object."""

from __future__ import annotations

import json
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from meltano.core.plugin import PluginType
from meltano.core.plugin.settings_service import PluginSettingsService
from meltano.core.project import Project


def main() -> None:
    problems = schema_problems()
    project = Project.find()
    extractor = only(project, PluginType.EXTRACTORS)
    loader = only(project, PluginType.LOADERS)
    folder = folder_of(extractor.pip_url or "")
    scripts = scripts_in(folder)
    names = {extractor.name, loader.name}
    jobs = project.meltano.jobs
    problems += [
        *(
            []
            if extractor.executable in scripts
            else [f"{folder} has no script {extractor.executable}"]
        ),
        *unknown_tasks(jobs, names),
        *unknown_jobs(project.meltano.schedules, {job.name for job in jobs}),
        *unknown_variables(project, extractor),
    ]
    json_object = {
        "extractor": extractor.name,
        "loader": loader.name,
        "folder": folder,
        "scripts": scripts,
        "job": next((job.name for job in jobs), None),
        "environment": project.settings.get("default_environment"),
        "settings": settings(project, extractor),
        "problems": problems,
    }
    print(json.dumps(json_object))


def schema_problems() -> list[str]:
    """Against the schema that Meltano publishes for editors; it takes nearly everything itself."""
    schema = json.loads(
        resources.files("meltano").joinpath("schemas/meltano.schema.json").read_text()
    )
    written = yaml.safe_load(Path("meltano.yml").read_text(encoding="utf-8"))
    found = Draft202012Validator(schema).iter_errors(written)
    return [f"meltano.yml: {error.json_path}: {error.message}" for error in found]


def only(project: Project, kind: PluginType) -> Any:
    plugins = list(project.plugins.get_plugins_of_type(kind))
    if len(plugins) != 1:
        raise SystemExit(f"meltano.yml defines {len(plugins)} {kind}, and one is wanted")
    return plugins[0]


def folder_of(pip_url: str) -> str:
    """Of a tap that lies in the project: `-e extract/tap-acme`."""
    words = pip_url.split()
    if len(words) != 2 or words[0] != "-e":
        raise SystemExit(f'pip_url "{pip_url}" names no tap in the project')
    return words[1]


def scripts_in(folder: str) -> dict[str, str]:
    path = Path(folder) / "pyproject.toml"
    if not path.exists():
        raise SystemExit(f"pip_url names {folder}, which is no Python project")
    return tomllib.loads(path.read_text(encoding="utf-8"))["project"].get("scripts", {})


def unknown_tasks(jobs: list[Any], names: set[str]) -> list[str]:
    tasks = [(job.name, task) for job in jobs for line in job.tasks for task in str(line).split()]
    return [f"job {job}: nothing is called {task}" for job, task in tasks if task not in names]


def unknown_jobs(schedules: list[Any], jobs: set[str]) -> list[str]:
    return [
        f"schedule {one.name}: there is no job {getattr(one, 'job', None)}"
        for one in schedules
        if getattr(one, "job", None) not in jobs
    ]


def unknown_variables(project: Project, extractor: Any) -> list[str]:
    """Lines of `.env.example` that nothing would read."""
    example = Path(".env.example")
    text = example.read_text(encoding="utf-8") if example.exists() else ""
    named = {line.lstrip("# ").split("=")[0] for line in text.splitlines() if line.endswith("=")}
    service = PluginSettingsService(project, extractor)
    known = {
        var.key for one in service.setting_definitions for var in service.setting_env_vars(one)
    }
    return [f".env.example: no setting is called {name}" for name in sorted(named - known)]


def settings(project: Project, extractor: Any) -> list[dict[str, Any]]:
    groups = [set(group) for group in extractor.settings_group_validation]
    required = set.intersection(*groups) if groups else set()
    definitions = PluginSettingsService(project, extractor).setting_definitions
    return [
        {"name": one.name, "required": one.name in required, "secret": bool(one.is_redacted)}
        for one in definitions
        if not one.is_extra
    ]


if __name__ == "__main__":
    main()
