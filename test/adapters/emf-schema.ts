const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

const units = ['Seconds', 'Microseconds', 'Milliseconds', 'Bytes', 'Bits', 'Percent', 'Count', 'Count/Second', 'None'];

const metric = {
  type: 'object',
  required: ['Name'],
  properties: { Name: text(1024), Unit: { enum: units }, StorageResolution: { enum: [1, 60] } },
  additionalProperties: false,
};

const directive = {
  type: 'object',
  required: ['Namespace', 'Dimensions', 'Metrics'],
  properties: {
    Namespace: text(1024),
    Dimensions: { type: 'array', minItems: 1, items: { type: 'array', maxItems: 30, items: text(250) } },
    Metrics: { type: 'array', minItems: 1, maxItems: 100, items: metric },
  },
  additionalProperties: false,
};

/**
 * The schema of a log line from which CloudWatch extracts metrics, after the JSON schema and the rules of the specification.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const emfSchema = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer', minimum: 1e12, maximum: 1e13 },
        CloudWatchMetrics: { type: 'array', minItems: 1, items: directive },
      },
      additionalProperties: false,
    },
  },
};
