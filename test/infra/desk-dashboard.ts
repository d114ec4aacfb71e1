import type { Template } from 'aws-cdk-lib/assertions';
import { flat, resource } from './desk-template.ts';

/** A metric or its options, as CloudWatch's dashboards write it: namespace, name, dimensions and values, options. */
type MetricRow = readonly (string | Readonly<Record<string, string>>)[];

interface Widget {
  readonly type: 'alarm' | 'metric' | 'log';
  readonly y: number;
  readonly properties: {
    readonly title: string;
    readonly region: string;
    readonly metrics?: readonly MetricRow[];
    readonly alarms?: readonly string[];
    readonly query?: string;
  };
}

/** Returns the template's dashboard, with references as `flat` writes them. */
export function dashboardOf(template: Template) {
  const { Properties } = resource(template, 'AWS::CloudWatch::Dashboard');
  const { widgets } = JSON.parse(flat(Properties.DashboardBody)) as { widgets: readonly Widget[] };
  return { name: flat(Properties.DashboardName), widgets };
}
