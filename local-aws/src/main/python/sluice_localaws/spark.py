"""spark-submit as a command of this machine, with the Spark that the build resolved."""

from sluice_localaws import settings

SUBMIT = "org.apache.spark.deploy.SparkSubmit"

# Spark on Java 17 reaches into these packages; spark-class would say so.
OPENED = (
    "lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic".split()
)
LOOPBACK = (
    "spark.ui.enabled=false",
    "spark.driver.bindAddress=127.0.0.1",
    "spark.driver.host=127.0.0.1",
)


class NotThere(Exception):
    """Spark was not built."""


def command(folder, conf, main_class, jars, arguments):
    """The command line: `jars` are files, the first one the application's."""
    class_path = settings.spark_class_path()
    if class_path is None:
        raise NotThere("Spark is not there: build the project first")
    opened = [f"--add-opens=java.base/java.{name}=ALL-UNNAMED" for name in OPENED]
    opened += [
        f"--add-opens=java.base/sun.{name}=ALL-UNNAMED"
        for name in ("nio.ch", "nio.cs", "security.action", "util.calendar")
    ]
    # Runs here are short, and processors few: neither the optimizing compiler nor the parallel collector pays.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    line = [settings.java(), "-XX:+IgnoreUnrecognizedVMOptions", *opened, *quick]
    line += ["-Xmx1g", "-Dfile.encoding=UTF-8", *settings.job_options()]
    line += [f"-Djava.io.tmpdir={folder}", "-cp", class_path, SUBMIT, "--master", "local[2]"]
    for setting in (*LOOPBACK, *conf):
        line += ["--conf", setting]
    if len(jars) > 1:
        line += ["--jars", ",".join(map(str, jars[1:]))]
    return [*line, "--class", main_class, str(jars[0]), *arguments]


def environment(region, credentials):
    return {**settings.child_environment(region, credentials), "SPARK_LOCAL_IP": "127.0.0.1"}


# What sizes a driver or executor on a cluster means nothing on one machine.
SIZES = (
    "spark.driver.memory",
    "spark.driver.cores",
    "spark.executor.memory",
    "spark.executor.cores",
    "spark.executor.instances",
    "spark.master",
    "spark.submit.deployMode",
)


class Options:
    """What a command line of spark-submit says; an option that is not known here is refused."""

    TAKEN = ("--class", "--conf", "--name", "--jars", "--deploy-mode")

    def __init__(self, words, needs_jar):
        self.conf, self.jars, self.main_class, self.deploy_mode = [], [], "", "client"
        self.jar, self.arguments = "", []
        words = list(words)
        while words and words[0].startswith("--"):
            option = words.pop(0)
            if option not in self.TAKEN or not words:
                raise ValueError(f"spark-submit: unknown or unfinished option {option}")
            self._take(option, words.pop(0))
        if needs_jar:
            if not words:
                raise ValueError("spark-submit: no application")
            self.jar, self.arguments = words[0], words[1:]
        elif words:
            raise ValueError(f"spark-submit: not an option: {words[0]}")
        if not self.main_class:
            raise ValueError("spark-submit: --class is missing")

    def _take(self, option, value):
        if option == "--conf":
            name, equals, _ = value.partition("=")
            if not equals or not name.startswith("spark."):
                raise ValueError(f"spark-submit: not a setting of Spark: {value}")
            if name not in SIZES:
                self.conf.append(value)
        elif option == "--class":
            self.main_class = value
        elif option == "--jars":
            self.jars = value.split(",")
        elif option == "--deploy-mode":
            if value not in ("client", "cluster"):
                raise ValueError(f"spark-submit: --deploy-mode {value}")
            self.deploy_mode = value
