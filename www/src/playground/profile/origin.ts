import type { Preset, Registry, System } from "../engine.ts";
import { fromDocument, systemOf, toDocument, type Draft } from "./draft.ts";

export function presetOf(registry: Registry, id: string): Preset | undefined {
  return registry.presets.find((preset) => preset.id === id);
}

/** The first preset for users of a system. */
export function presetFor(registry: Registry, system: System): Preset | undefined {
  return registry.presets.find(({ profile }) => systemOf(fromDocument(profile)) === system);
}

/** Whether the profile differs from the preset it started from; a profile of one's own never does. */
export function isEdited(registry: Registry, { presetId, draft }: { presetId: string; draft: Draft }): boolean {
  const preset = presetOf(registry, presetId);
  return preset !== undefined && fingerprint(draft) !== fingerprint(fromDocument(preset.profile));
}

function fingerprint(draft: Draft): string {
  return JSON.stringify(toDocument(draft));
}
