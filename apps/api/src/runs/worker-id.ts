/** Who claims in this process. The data folder's lock lets one process in, so what carries this id at the start is from an earlier life. */
export const workerId = 'embedded';
