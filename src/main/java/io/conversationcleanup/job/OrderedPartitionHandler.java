package io.conversationcleanup.job;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.StepExecution;

/**
 * Starts partitions in the order of their names, which is that of their rows: Spring Batch hands them over as a hash set, and
 * the watermark of what is done would hardly rise before the end.
 */
final class OrderedPartitionHandler extends TaskExecutorPartitionHandler {

    private final RangeStep ranges;

    OrderedPartitionHandler(RangeStep ranges) {
        this.ranges = ranges;
        setStep(ranges);
    }

    @Override
    protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> partitions) throws Exception {
        ranges.beginPass(partitions.size());
        Set<StepExecution> done = super.doHandle(
                manager,
                partitions.stream()
                        .sorted(Comparator.comparing(StepExecution::getStepName))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
        ranges.endPass();
        return done;
    }
}
