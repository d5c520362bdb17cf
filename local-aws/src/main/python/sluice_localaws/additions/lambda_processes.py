"""Lambda: functions in Java run as processes, from the artefact that was deployed.

LocalEmu runs functions in Docker. Here the deployed zip is a folder of the class path, and Lambda's own runtime for
Java loads the handler: https://docs.aws.amazon.com/lambda/latest/dg/java-package.html
"""

import json
import math
import queue
import subprocess
import threading
import time

from localemu.services.lambda_ import runtimes
from localemu.services.lambda_.invocation.lambda_models import InvocationResult
from localemu.services.lambda_.invocation.plugins import DockerRuntimeExecutorPlugin
from localemu.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from sluice_localaws import settings
from sluice_localaws.runtime_api import Answer, RuntimeApi

MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
STARTS_WITHIN = 300


def install():
    # https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html; LocalEmu knows it only as java17.
    for known in (runtimes.ALL_RUNTIMES, runtimes.SNAP_START_SUPPORTED_RUNTIMES):
        known.append("java17.al2023")
    DockerRuntimeExecutorPlugin.load = lambda self, *args, **kwargs: ProcessExecutor


class ProcessExecutor(RuntimeExecutor):
    """One execution environment: a process that takes one invocation after the other."""

    def __init__(self, id, function_version):
        super().__init__(id, function_version)
        self._api = None
        self._process = None
        self._lines = []
        self._variables = {}

    def start(self, env_vars):
        self._variables = dict(env_vars)
        config = self.function_version.config
        if not (config.runtime or "").startswith("java"):
            raise RuntimeError(f"{config.runtime}: only functions in Java run here")
        code = config.code.get_unzipped_code_location()
        if self._api is not None:
            self._api.close()
        self._api = RuntimeApi()
        self._process = subprocess.Popen(
            self._command(config, code),
            cwd=code,
            env=self._environment(config, code),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        threading.Thread(target=self._read, args=(self._process,), daemon=True).start()
        self._await_ready()

    def _command(self, config, code):
        return [
            settings.java(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            f"-Xmx{config.memory_size * 4 // 5}m",
            "-cp",
            f"{settings.lambda_runtime()}/*:{code}:{code}/lib/*",
            MAIN,
            config.handler,
        ]

    def _environment(self, config, code):
        # The function's own variables, its role's credentials and what Lambda sets are all in these.
        given = {name: str(value) for name, value in self._variables.items()}
        credentials = {
            "AccessKeyId": given["AWS_ACCESS_KEY_ID"],
            "SecretAccessKey": given["AWS_SECRET_ACCESS_KEY"],
            "SessionToken": given["AWS_SESSION_TOKEN"],
        }
        environment = settings.child_environment(given["AWS_REGION"], credentials)
        environment.update(given)
        environment.update(
            AWS_ENDPOINT_URL=settings.endpoint(),
            AWS_LAMBDA_RUNTIME_API=self._api.address,
            AWS_EXECUTION_ENV=f"AWS_Lambda_{config.runtime}",
            LAMBDA_TASK_ROOT=str(code),
            _HANDLER=config.handler,
        )
        return environment

    def _read(self, process):
        name = self.function_version.id.function_name
        with open(settings.state("logs", "lambda") / f"{name}.log", "ab") as file:
            for line in process.stdout:
                self._lines.append(line.decode(errors="replace"))
                file.write(line)
                file.flush()

    def _await_ready(self):
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._api.ready.wait(0.05):
            if self._process.poll() is not None:
                time.sleep(0.1)  # its last words are on their way
                raise RuntimeError("the runtime ended: " + "".join(self._lines)[-2000:])
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"not ready after {STARTS_WITHIN} s: " + self.get_logs()[-2000:])
        if self._api.init_error is not None:
            raise RuntimeError("the handler cannot be loaded: " + self._api.init_error.decode())

    def invoke(self, payload, function_timeout=None):
        if self._process.poll() is not None:
            # As AWS does after a time-out or a crash: a new process, in the same environment.
            self.start(self._variables)
        seconds = function_timeout or self.function_version.config.timeout or 3
        first_line = len(self._lines)
        self._lines.append(f"START RequestId: {payload['invoke-id']}\n")
        began = time.monotonic()
        answer = self._await_answer(payload, seconds)
        # What the function printed last is on its way through the pipe.
        time.sleep(0.02)
        took = (time.monotonic() - began) * 1000
        memory = self.function_version.config.memory_size
        self._lines.append(f"END RequestId: {payload['invoke-id']}\n")
        self._lines.append(
            f"REPORT RequestId: {payload['invoke-id']}\tDuration: {took:.2f} ms\t"
            f"Billed Duration: {math.ceil(took)} ms\tMemory Size: {memory} MB\n"
        )
        logs = "".join(self._lines[first_line:])
        return InvocationResult(payload["invoke-id"], answer.payload, answer.is_error, logs)

    def _await_answer(self, payload, seconds):
        deadline = time.monotonic() + seconds
        answers = self._api.offer(payload, seconds)
        while True:
            try:
                return answers.get(timeout=0.05)
            except queue.Empty:
                if self._process.poll() is not None:
                    code = self._process.returncode
                    return _error(payload, "Runtime.ExitError", f"Runtime exited with exit status {code}")
                if time.monotonic() > deadline:
                    self._api.forget(payload["invoke-id"])
                    self._end_process()
                    return _error(payload, "Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds")

    def _end_process(self):
        self._process.kill()
        self._process.wait()

    def stop(self):
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self._end_process()
        if self._api is not None:
            self._api.close()
            self._api = None

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        return "127.0.0.1"

    def get_runtime_endpoint(self):
        return "http://127.0.0.1"

    def get_logs(self):
        return "".join(self._lines)

    @classmethod
    def prepare_version(cls, function_version):
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        """A version that only has other variables than the one before runs from the same folder: it stays."""


def _error(payload, kind, message):
    text = f"RequestId: {payload['invoke-id']} Error: {message}"
    return Answer(json.dumps({"errorType": kind, "errorMessage": text}).encode(), True)
