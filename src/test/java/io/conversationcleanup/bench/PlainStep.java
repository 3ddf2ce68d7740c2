package io.conversationcleanup.bench;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.client.RestClient;

/**
 * What a user would write with the same libraries: one chunk-oriented step that reads the CSV file and makes a call for each
 * row with RestClient, one at a time. It keeps no outcome of a row. Prints rows a second of the step.
 */
public final class PlainStep {

    private static final int CHUNK = 100;

    private PlainStep() {}

    /** Arguments: the CSV file, how many rows of it, the server, and a directory for its database. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("plain.csv", arguments[0]);
        System.setProperty("plain.rows", arguments[1]);
        System.setProperty("plain.url", arguments[2]);
        System.setProperty("plain.database", arguments[3]);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Setup.class)) {
            JobExecution run =
                    context.getBean(JobOperator.class).start(context.getBean(Job.class), new JobParameters());
            StepExecution step = run.getStepExecutions().iterator().next();
            if (step.getWriteCount() != Long.parseLong(arguments[1])) {
                throw new IllegalStateException("it made " + step.getWriteCount() + " calls: " + step.getExitStatus());
            }
            double seconds = java.time.Duration.between(step.getStartTime(), step.getEndTime())
                            .toMillis()
                    / 1e3;
            System.out.println("rows/s " + step.getWriteCount() / seconds);
        }
    }

    /** The job. */
    @Configuration
    @EnableBatchProcessing
    @EnableJdbcJobRepository
    static class Setup {

        @Bean
        DataSource dataSource() {
            DataSource database = JdbcConnectionPool.create(
                    "jdbc:h2:file:"
                            + Path.of(System.getProperty("plain.database"), "plain")
                                    .toAbsolutePath(),
                    "sa",
                    "");
            new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
                    .execute(database);
            return database;
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        Job job(JobRepository repository, PlatformTransactionManager transactions) {
            FlatFileItemReader<FieldSet> reader = new FlatFileItemReaderBuilder<FieldSet>()
                    .name("rows")
                    .resource(new FileSystemResource(System.getProperty("plain.csv")))
                    .linesToSkip(1)
                    .maxItemCount(Integer.getInteger("plain.rows"))
                    .delimited()
                    .names("user", "peer", "type", "clearRamble")
                    .fieldSetMapper(fields -> fields)
                    .build();
            return new JobBuilder("plain", repository)
                    .start(new StepBuilder("delete", repository)
                            .<FieldSet, FieldSet>chunk(CHUNK)
                            .reader(reader)
                            .writer(writer())
                            .transactionManager(transactions)
                            .build())
                    .build();
        }

        private static ItemWriter<FieldSet> writer() {
            RestClient client = RestClient.builder()
                    .baseUrl(System.getProperty("plain.url"))
                    .requestFactory(new JdkClientHttpRequestFactory())
                    .build();
            return chunk -> {
                for (FieldSet row : chunk) {
                    Map<?, ?> answer = client.post()
                            .uri("/v4/recentcontact/delete")
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(Map.of(
                                    "From_Account", row.readString("user"),
                                    "Type", row.readInt("type"),
                                    "To_Account", row.readString("peer"),
                                    "ClearRamble", row.readInt("clearRamble")))
                            .retrieve()
                            .body(Map.class);
                    if (answer == null || !Integer.valueOf(0).equals(answer.get("ErrorCode"))) {
                        throw new IllegalStateException("refused: " + answer);
                    }
                }
            };
        }
    }
}
