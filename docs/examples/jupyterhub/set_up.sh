#!/bin/sh
# Makes what jupyterhub_config.py expects. Run it as root in the course folder, with Python 3.11
# or later, npm and useradd (Debian: apt-get install python3-venv npm). Run again, it renews the
# settings; the environment, the course folder and the hub's configuration stay.
set -eu

PREFIX=${PREFIX:-/opt/course}  # the environment of the hub and of everybody's JupyterLab
GRADER=grader-concurrency
FOLDER=/home/$GRADER/concurrency
HERE=docs/examples/jupyterhub

[ -d source ] || { echo "Run this in the course folder: sh $HERE/set_up.sh"; exit 2; }

if [ ! -x "$PREFIX/bin/jupyterhub" ]; then
  python3 -m venv "$PREFIX"
  "$PREFIX/bin/pip" install --quiet -r requirements.txt -r $HERE/requirements.txt .
  rm -r "$PREFIX"/lib/python3*/site-packages/course/samples  # wrong answers are for instructors
fi
command -v configurable-http-proxy >/dev/null || npm install --global configurable-http-proxy@5.3.0

# Settings: of JupyterLab, of everybody's server, of the formgrader's server, of nbgrader.
mkdir -p "$PREFIX/etc/jupyter" /etc/jupyter /srv/course
cp -R jupyter/. $HERE/everybody/. "$PREFIX/etc/jupyter"
cp -R $HERE/formgrader "$PREFIX/etc"
cp $HERE/nbgrader_config.py /etc/jupyter
cp release/start_here.ipynb /srv/course

# Accounts: two groups of people, and one account that nobody logs in to.
for group in students instructors; do
  getent group $group >/dev/null || groupadd $group
done
getent passwd $GRADER >/dev/null || useradd --create-home --shell /bin/bash $GRADER

# The course folder, with the solutions: for the grader alone.
if [ ! -d $FOLDER ]; then
  mkdir $FOLDER
  cp -R nbgrader_config.py source release docs $FOLDER
fi
chown -R $GRADER: $FOLDER
chmod 700 /home/$GRADER $FOLDER

# The exchange: all may write into it, and none may move away what is another's.
mkdir -p /srv/exchange/concurrency
chmod 1777 /srv/exchange
chown $GRADER: /srv/exchange/concurrency

mkdir -p /srv/jupyterhub
chmod 700 /srv/jupyterhub
[ -e /srv/jupyterhub/jupyterhub_config.py ] || cp $HERE/jupyterhub_config.py /srv/jupyterhub
echo "Ready: cd /srv/jupyterhub && $PREFIX/bin/jupyterhub -f jupyterhub_config.py"
