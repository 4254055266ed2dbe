/** Where we ask for health. Its question mark tells our questions from those of others, so that the output need not show them. */
export const OWN_HEALTH_PATH = '/api/health?basekeeper';
