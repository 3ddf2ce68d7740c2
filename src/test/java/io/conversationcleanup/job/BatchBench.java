package io.conversationcleanup.job;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Batch with a JDBC repository in memory, set up by its own defaults, and a table {@code written}. The failures
 * that a test causes are not logged.
 */
final class BatchBench implements BeforeEachCallback, AfterEachCallback {

    static final JobParameters PARAMETERS =
            new JobParametersBuilder().addString("run", "1").toJobParameters();

    final DataSource database;
    final JdbcClient client;
    final Transactions transactions;
    final JobRepository repository;
    final JobOperator operator;

    BatchBench() {
        JdbcDataSource memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        database = memory;
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
                .execute(database);
        client = JdbcClient.create(database);
        client.sql("CREATE TABLE written (item INT)").update();
        transactions = new Transactions(database);
        try {
            repository = repository();
            TaskExecutorJobOperator launcher = new TaskExecutorJobOperator();
            launcher.setJobRepository(repository);
            launcher.setJobRegistry(new MapJobRegistry());
            launcher.afterPropertiesSet();
            operator = launcher;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        log(Level.OFF);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        log(null);
    }

    private static void log(@Nullable Level level) {
        for (String name : List.of("org.springframework.batch", Transactions.class.getName())) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(level);
        }
    }

    private JobRepository repository() throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(database);
        factory.setTransactionManager(transactions);
        factory.afterPropertiesSet();
        return factory.getObject();
    }

    /** A step with chunks of two and with Spring Batch's own default of transactions. */
    ChunkOrientedStepBuilder<Integer, Integer> chunks() {
        return new StepBuilder("chunks", repository).<Integer, Integer>chunk(2);
    }

    /** A step with chunks of two that are transactions of the database. */
    ChunkOrientedStepBuilder<Integer, Integer> transactionalChunks() {
        return chunks().transactionManager(transactions);
    }

    /** One step, and a flow that fails if the step does not complete, as the product's job is. */
    Job job(Step step) {
        return new JobBuilder("job", repository)
                .start(step)
                .on("COMPLETED")
                .end()
                .from(step)
                .on("*")
                .fail()
                .end()
                .build();
    }

    /** A transactional step that copies so many items, and does this as well in each chunk's write. */
    Step copying(int count, Runnable inside) {
        return transactionalChunks()
                .reader(items(count))
                .writer(items -> {
                    write(items);
                    inside.run();
                })
                .build();
    }

    /** A transactional step that copies so many items. */
    Step copying(int count) {
        return copying(count, () -> {});
    }

    /** A step that does this once. */
    TaskletStepBuilder tasklet(String name, Consumer<StepExecution> work) {
        return new StepBuilder(name, repository)
                .tasklet(
                        (contribution, context) -> {
                            work.accept(contribution.getStepExecution());
                            return RepeatStatus.FINISHED;
                        },
                        transactions);
    }

    JobExecution run(Step step) throws JobExecutionException {
        return operator.start(job(step), PARAMETERS);
    }

    /** The last execution, as its tables have it. */
    JobExecution stored() {
        return repository.getLastJobExecution("job", PARAMETERS);
    }

    StepExecution storedStep() {
        return stored().getStepExecutions().iterator().next();
    }

    void write(Chunk<? extends Integer> items) {
        items.forEach(
                item -> client.sql("INSERT INTO written VALUES (?)").param(item).update());
    }

    List<Integer> written() {
        return client.sql("SELECT item FROM written ORDER BY item")
                .query(Integer.class)
                .list();
    }

    /** Fails in a transaction that joins the caller's, which can only be rolled back from then on. */
    void failInside() {
        try {
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                throw new IllegalStateException("inside");
            });
        } catch (IllegalStateException e) {
            // As code does that believes to have dealt with it.
        }
    }

    /** In a transaction of its own, as another process would do it. */
    void apart(Runnable work) {
        DefaultTransactionDefinition own =
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        new TransactionTemplate(transactions, own).executeWithoutResult(status -> work.run());
    }

    /** Changes the only step's row, as another process would do it. */
    void touchStep() {
        apart(() -> client.sql("UPDATE batch_step_execution SET version = version + 1")
                .update());
    }

    static ItemReader<Integer> items(int count) {
        int[] next = {0};
        return () -> next[0] < count ? ++next[0] : null;
    }

    /** Transactions of the database. The next commit and the next rollback can be made to fail. */
    @SuppressWarnings("serial")
    static final class Transactions extends JdbcTransactionManager {

        final List<Integer> isolations = new ArrayList<>();

        @Nullable
        RuntimeException nextCommit;

        @Nullable
        RuntimeException nextRollback;

        Transactions(DataSource database) {
            super(database);
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            isolations.add(definition.getIsolationLevel());
            super.doBegin(transaction, definition);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            RuntimeException failure = nextCommit;
            nextCommit = null;
            failIf(failure);
            super.doCommit(status);
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            RuntimeException failure = nextRollback;
            nextRollback = null;
            failIf(failure);
            super.doRollback(status);
        }

        private static void failIf(@Nullable RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
