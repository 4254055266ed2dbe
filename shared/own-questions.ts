/** What Basekeeper asks of an instance again and again. By its question mark it is told apart from what others ask. */
export const OWN_HEALTH_PATH = '/api/health?basekeeper';
