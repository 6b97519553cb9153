import type { ExperimentDraftInput, ExperimentView, WorkflowSource, WorkflowView } from '@gridscope/contract';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useRouter } from 'vue-router';
import { baseDrawing } from '../services/base-drawing';
import { defaultExperimentName, emptyDraft, type EditedDraft } from '../services/draft/edited-draft';
import { errorMessage } from '../services/error-message';
import { readWorkflowFile } from '../services/read-workflow-file';
import { useCellStore } from '../stores/useCellStore';
import { useExperimentStore } from '../stores/useExperimentStore';
import { usePlanStore } from '../stores/usePlanStore';
import { useTemplateStore } from '../stores/useTemplateStore';
import { useDescription } from './useDescription';
import { forgetKeptDraft, readKeptDraft, useDraft, type KeptDraft } from './useDraft';

/** One experiment while it is written: the draft, its workflow as read, what it would draw, and what becomes of it. */
export function useBuilder(experimentId: () => string | undefined) {
  const router = useRouter();
  const experiments = useExperimentStore();
  const templates = useTemplateStore();
  const cells = useCellStore();
  const plans = usePlanStore();

  const view = shallowRef<ExperimentView>();
  const saved = shallowRef<EditedDraft>(emptyDraft);
  const restored = shallowRef<KeptDraft>();
  const error = shallowRef<string>();
  const workflow = shallowRef<WorkflowView>();
  const refusal = shallowRef<string>();
  const basePlanId = shallowRef<string>();
  let stopBase = (): void => undefined;

  const isOpen = shallowRef(false);
  const editing = useDraft(emptyDraft, () => (isOpen.value ? { experimentId: view.value?.id, revision: view.value?.revision, isUnsaved: isUnsaved.value } : undefined));
  const { draft } = editing;
  const isUnsaved = computed(() => draft.value !== saved.value && JSON.stringify(draft.value) !== JSON.stringify(saved.value));
  const base = computed(() => baseDrawing(basePlanId.value === undefined ? undefined : cells.byPlan.get(basePlanId.value)));
  const describing = useDescription(draft, complete, experiments.describe);

  /** The draft as it is sent: named, and with its workflow. */
  function complete(edited: EditedDraft): ExperimentDraftInput {
    if (edited.workflow === undefined) throw new Error('A draft without a workflow cannot be sent.');
    return { ...edited, workflow: edited.workflow, name: edited.name.trim() === '' ? defaultExperimentName(edited, workflow.value?.name ?? '') : edited.name };
  }

  async function open(id: string | undefined): Promise<void> {
    editing.keep();
    isOpen.value = false;
    error.value = undefined;
    try {
      view.value = id === undefined ? undefined : await experiments.open(id);
      saved.value = view.value?.draft ?? emptyDraft;
      restored.value = readKeptDraft(id);
      workflow.value = undefined;
      editing.begin(restored.value?.draft ?? saved.value);
      isOpen.value = true;
      if (view.value?.basePlan !== undefined) await followBase(view.value.basePlan.id);
    } catch (problem) {
      error.value = errorMessage(problem);
    }
  }

  /** Throws what was not saved away; it can be undone. */
  function discard(): void {
    restored.value = undefined;
    draft.value = saved.value;
  }

  /** Reads a workflow and, when that works, builds on it. */
  async function bring(source: WorkflowSource): Promise<void> {
    refusal.value = undefined;
    try {
      workflow.value = await templates.inspect(source, draft.value.servers);
      draft.value = { ...draft.value, workflow: source };
    } catch (problem) {
      refusal.value = errorMessage(problem);
    }
  }

  async function bringFile(file: File): Promise<void> {
    const read = await readWorkflowFile(file);
    if (read.ok) return bring(read.source);
    refusal.value = read.message;
  }

  async function readWorkflow(source: WorkflowSource, signal: AbortSignal): Promise<void> {
    try {
      workflow.value = await templates.inspect(source, draft.value.servers, signal);
      refusal.value = undefined;
    } catch (problem) {
      if (!signal.aborted) refusal.value = errorMessage(problem);
    }
  }

  async function save(): Promise<ExperimentView> {
    if (view.value !== undefined && !isUnsaved.value) return view.value;
    const sent = complete(draft.value);
    const previous = view.value?.id;
    const kept: EditedDraft = { ...draft.value, name: sent.name };
    const answer = previous === undefined ? await experiments.create(sent) : await experiments.revise(previous, sent);
    forgetKeptDraft(previous);
    view.value = answer;
    restored.value = undefined;
    // What was typed while it was being saved is not saved.
    if (draft.value.name.trim() === '') draft.value = { ...draft.value, name: kept.name };
    saved.value = kept;
    if (experimentId() !== answer.id) await router.replace(`/experiments/${answer.id}`);
    return answer;
  }

  async function drawBase(acceptPaidCalls: boolean): Promise<void> {
    const { id } = await save();
    const plan = await experiments.drawBase(id, acceptPaidCalls);
    await followBase(plan.id);
  }

  async function followBase(planId: string): Promise<void> {
    stopBase();
    basePlanId.value = planId;
    stopBase = cells.watch(planId);
    await cells.load(planId);
  }

  async function start(acceptPaidCalls: boolean): Promise<void> {
    const { id } = await save();
    const plan = await plans.receive(() => experiments.start(id, acceptPaidCalls));
    await router.push(`/plans/${plan.id}`);
  }

  watch(experimentId, (id) => {
    if (id === undefined || id !== view.value?.id) void open(id);
  }, { immediate: true });
  watch([() => draft.value.workflow, () => draft.value.servers], ([source], _, onCleanup) => {
    const question = new AbortController();
    onCleanup(() => question.abort());
    if (source === undefined) workflow.value = undefined;
    else void readWorkflow(source, question.signal);
  });
  onScopeDispose(() => stopBase());

  return { ...editing, ...describing, view, isOpen, restored, error, workflow, refusal, base, isUnsaved, complete, open, discard, bring, bringFile, save, drawBase, start };
}
