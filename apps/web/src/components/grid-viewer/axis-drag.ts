import { shallowRef } from 'vue';

/** Id of the axis whose name is being dragged. */
export const draggedAxis = shallowRef<string>();
